import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { close, listen } from '../../bin/local/listen.ts'

/**
 * Stands in for AWS CloudFormation, of which there is no emulator here: it answers DescribeStacks with a stack's outputs,
 * and of any other name that there is none.
 */
export async function fakeCloudFormation(outputs: Readonly<Record<string, string>>, name = 'netzdialog') {
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  )
  const body = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>${name}</StackName><CreationTime>2026-11-21T12:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`
  const server = createServer(async (request, answer) => {
    const asked = new URLSearchParams(await text(request))
    const isKnown = asked.get('Action') === 'DescribeStacks' && asked.get('StackName') === name
    answer.writeHead(isKnown ? 200 : 400, { 'content-type': 'text/xml' }).end(isKnown ? body : unknown)
  })
  const url = `http://127.0.0.1:${await listen(server, 0)}`
  return { url, stop: () => close(server) }
}

const unknown =
  '<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack does not exist</Message></Error></ErrorResponse>'
