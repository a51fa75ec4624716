import type { CallContext } from '../../../../src/glacier/callContext';
import { explainAs } from '../../../../src/glacier/errorTexts';
import type { Help } from '../../../../src/glacier/explanation';
import { cases } from './cases';
import { sources, vaultName, type ErrorCase } from './errorCase';

/** The page ERRORS.md, made of the data that the tests run by. */
export function errorsPage(): string {
  return `${[
    '# Errors explained',
    [
      'Each way in which a request to Glacier can fail, what a person is told, and what the product offers to do about it.',
      'Every line is a test that makes the failure happen through the AWS SDK, over HTTP, against the local Glacier, a',
      'disturbed reply, a raw server or a stand-in for the service, and holds what is said against this page. The page is made',
      'of the data that the tests run by (`test/conformance/glacier/errors`).',
    ].join('\n'),
    ['## Of every line', always.map((each) => `- ${each}`).join('\n')].join('\n\n'),
    ...Object.entries(sources).map(([source, name]) =>
      [`## ${name}`, table(cases.filter((each) => each.source === source))].join('\n\n'),
    ),
    [
      '## To see one happen',
      'A test is called `each error, made to happen`, then the heading, then the first column.',
      '```sh\nnpm test -- conformance --grep "IAM Identity Center (SSO) and aws login: session expired"\n```',
    ].join('\n\n'),
  ].join('\n\n')}\n`;
}

const always: readonly string[] = [
  'A message, a row of the tree and its tooltip first say what did not happen: "The vaults of eu-west-1 could not be listed."',
  'A command that a person has started tells of its failure once, in one message with the next step, the acts that help and "Details".',
  'What fails by itself, at the start of a window or on a refresh, opens no message: the row tells, with a tooltip and links.',
  '"Details" opens a read-only text: cause, next step, operation, vault, region, profile, code, HTTP status, request ID, time, attempts of the SDK, and the raw error. No key, token, output of a program or lock ID is in it.',
  'The log has one line for each failure, with the request ID.',
  'Where no proper answer came to Initiate, Complete, Abort or Create Vault, it is said that the outcome is not known.',
];

const acts: Readonly<Record<Help, string>> = {
  tryAgain: 'Try Again',
  signIn: 'Sign In',
  enterCode: 'Enter Code…',
  openConfig: 'Open AWS Config File',
  openCredentials: 'Open AWS Credentials File',
  addConnection: 'Add Connection…',
  editConnection: 'Edit Connection…',
  proxySettings: 'Proxy Settings',
  useLocalGlacier: 'Use the Local Glacier',
  copyRequestId: 'Copy Request ID',
};

function table(some: readonly ErrorCase[]): string {
  return rows(
    ['what goes wrong', 'at', 'title', 'cause', 'next step', 'acts'],
    some.map((each) => {
      const { title, cause, next, helps } = explainAs(each.kind, contextOf(each), false, each.failed);
      return [each.what, each.operation, title, cause, next, helps.map((help) => acts[help]).join(', ')];
    }),
  );
}

/** The same failure in an account of AWS. */
function contextOf({ operation, profile, region = 'eu-west-1' }: ErrorCase): CallContext {
  return {
    operation,
    ...(operation === 'ListVaults' ? {} : { vault: vaultName }),
    target: { region, practice: false, ...(profile === undefined ? {} : { profile }) },
  };
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
