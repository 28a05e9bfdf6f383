// The floor: what comes from one is sent to all others of the same document; nothing is looked into and nothing is kept.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const rooms = new Map();
const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', (socket, request) => {
  const room = rooms.get(request.url) ?? new Set();
  rooms.set(request.url, room.add(socket));
  socket.on('message', (bytes) => {
    for (const other of room) if (other !== socket) other.send(bytes);
  });
  socket.on('close', () => room.delete(socket));
  socket.on('error', () => socket.terminate());
});
http.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
