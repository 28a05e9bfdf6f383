// Hocuspocus with its SQLite extension, all settings as they come, from the folder of the peers.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [, , port, peers, database] = process.argv;
const from = createRequire(join(peers, 'package.json'));
const { Server } = from('@hocuspocus/server');
const { SQLite } = from('@hocuspocus/extension-sqlite');
const server = new Server({
  port: Number(port),
  address: '127.0.0.1',
  quiet: true,
  stopOnSignals: false,
  extensions: [new SQLite({ database })],
});
await server.listen();
console.log('ready');
