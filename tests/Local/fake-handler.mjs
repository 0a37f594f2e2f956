#!/usr/bin/env node
// A custom handler that does what a test wrote into its app settings, and writes down what it saw.
//   STARTS   one object per start of the process (the last is repeated):
//            { exit, silent, root: {status, headers}, print: [lines], printError: [lines] }
//   ANSWERS  per function (or per first path segment), one object per call (the last is repeated):
//            { status, headers, body, until: file, forever, exit, delay }
//   RECORD   the folder for what it saw: starts.jsonl, calls.jsonl, ends.jsonl
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

const folder = process.env.RECORD
const file = name => join(folder, name + '.jsonl')
const lines = name => existsSync(file(name)) ? readFileSync(file(name), 'utf8').trim().split('\n').filter(Boolean) : []
const write = (name, what) => appendFileSync(file(name), JSON.stringify(what) + '\n')
const at = (list, index) => list?.[Math.min(index, list.length - 1)] ?? {}
const sleep = time => new Promise(done => setTimeout(done, time))

const answers = JSON.parse(process.env.ANSWERS ?? '{}')
const start = at(JSON.parse(process.env.STARTS ?? '[]'), lines('starts').length)
write('starts', { process: process.pid, environment: process.env, arguments: process.argv.slice(2), folder: process.cwd() })
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => write('signals', signal))
for (const line of start.print ?? []) console.log(line)
for (const line of start.printError ?? []) console.error(line)

// A process that outlived its test would only be in the way.
setTimeout(() => process.exit(9), 120000).unref()

if (start.exit !== undefined) process.exit(start.exit)
if (start.silent) setInterval(() => {}, 1000)
else createServer(async (request, response) => {
  if (request.url === '/' && request.method === 'GET') {
    write('probes', {})
    response.writeHead(start.root?.status ?? 404, start.root?.headers).end()
    return
  }
  const parts = []
  for await (const part of request) parts.push(part)
  const name = request.url.split(/[/?]/)[1]
  const index = lines('calls').filter(line => JSON.parse(line).name === name).length
  write('calls', { name, process: process.pid, method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(parts).toString('base64') })
  const answer = at(answers[name], index)
  if (answer.delay) await sleep(answer.delay)
  while (answer.forever || (answer.until && !existsSync(answer.until))) await sleep(10)
  if (answer.exit !== undefined) process.exit(answer.exit)
  write('ends', { name })
  response.writeHead(answer.status ?? 200, answer.headers ?? { 'Content-Type': 'application/json' }).end(answer.body ?? '{}')
}).listen(Number(process.env.FUNCTIONS_CUSTOMHANDLER_PORT), '127.0.0.1')
