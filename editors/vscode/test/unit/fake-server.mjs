// A language server that handles only the lifecycle messages, for tests of the extension that need a real process.
//
//   fake-server.mjs serve [--mute | --die] [argument ...]
//
// With --mute it never answers, with --die it exits with code 3. It appends the messages that it receives to the file
// FAKE_SERVER_LOG, as one JSON value per line.
import { appendFileSync } from 'node:fs';

const args = process.argv.slice(2);
const record = (what) => appendFileSync(process.env.FAKE_SERVER_LOG, `${JSON.stringify({ pid: process.pid, ...what })}\n`);
const send = (message) => {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  process.stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};

record({ started: args, cwd: process.cwd() });
if (args.includes('--die')) {
  process.stderr.write('exiting because of --die\n');
  process.exit(3);
}

function answer({ id, method, params }) {
  record({ method });
  if (method === 'exit') {
    process.exit(0);
  }
  if (id === undefined || args.includes('--mute')) {
    return;
  }
  if (method === 'initialize') {
    record({ processId: params.processId });
    send({ id, result: { capabilities: {}, serverInfo: { name: 'errls', version: '9.8.7' } } });
  } else {
    send({ id, result: null });
  }
}

let input = Buffer.alloc(0);
process.stdin.on('data', (chunk) => {
  input = Buffer.concat([input, chunk]);
  for (;;) {
    const end = input.indexOf('\r\n\r\n');
    if (end < 0) {
      return;
    }
    const length = Number(/Content-Length: (\d+)/i.exec(input.subarray(0, end).toString())[1]);
    if (input.length < end + 4 + length) {
      return;
    }
    const message = JSON.parse(input.subarray(end + 4, end + 4 + length).toString());
    input = input.subarray(end + 4 + length);
    answer(message);
  }
});
process.stdin.on('end', () => process.exit(1));
