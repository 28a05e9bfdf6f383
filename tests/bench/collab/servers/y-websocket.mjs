// @y/websocket-server as its own start script runs it, from the folder of the peers; YPERSISTENCE names its LevelDB.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , port, peers] = process.argv;
const own = createRequire(join(peers, 'node_modules/@y/websocket-server/package.json'));
const { setupWSConnection } = await import(pathToFileURL(join(peers, 'node_modules/@y/websocket-server/src/utils.js')).href);
const { Server } = own('ws');
const http = createServer();
const sockets = new Server({ noServer: true });
sockets.on('connection', setupWSConnection);
http.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request)),
);
http.listen(Number(port), '127.0.0.1', () => console.log('ready'));
