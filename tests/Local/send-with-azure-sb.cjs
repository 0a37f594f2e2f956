// Sends to a queue and a topic with azure-sb, a client that is not ours. Arguments: its folder, a connection string, a queue, a topic.
const [, , folder, connection, queue, topic] = process.argv
const azure = require(folder)
const service = azure.createServiceBusService(connection)
const send = (method, to, message) => new Promise((done, failed) => service[method](to, message, problem => problem ? failed(problem) : done()))

async function main() {
  await send('sendQueueMessage', queue, { body: 'one text', brokerProperties: { MessageId: 'm-1', Label: 'greeting', CorrelationId: 'c-1' }, customProperties: { source: 'prison', attempt: 2 } })
  await send('sendQueueMessage', queue, { body: 'the same again', brokerProperties: { MessageId: 'm-1' } })
  await send('sendQueueMessage', queue, { body: '{"a":1}', contentType: 'application/json', brokerProperties: { MessageId: 'm-2' } })
  await send('sendTopicMessage', topic, { body: 'to all', brokerProperties: { MessageId: 'm-3' } })
  const missing = await send('sendQueueMessage', 'no-such-queue', { body: 'x' }).then(() => 'taken', () => 'refused')
  console.log(missing === 'refused' ? 'ok' : 'a queue that is not there took a message')
}

main().catch(problem => { console.error(problem); process.exit(1) })
