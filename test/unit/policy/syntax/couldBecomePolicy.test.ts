import assert from 'node:assert/strict';
import { couldBecomePolicy, parsePolicy } from '../../../../src/policy';

describe('couldBecomePolicy', () => {
  const cases: readonly [text: string, whenNew: boolean, whenSaved: boolean][] = [
    ['', true, false],
    [' \n', true, false],
    ['{', true, false],
    ['{}', true, false],
    ['{""}', true, false],
    ['pol', true, false],
    ['{"Version":}', true, false],
    ['{"Version":"2012-10-17",}', true, true],
    ['{"Statement":[{"Effect":"Deny","Action":"gl"}]}', true, true],
    ['{"Statement":[{"Action":"","Resource":"arn:aws:gl"}]}', true, true],
    ['{"Statement":[{"Action":"s3:GetObject"}]}', false, false],
    ['{"Statement":[{"Action":["sts:AssumeRole"]}]}', false, false],
    ['{"Statement":[{"Action":"*","Resource":"arn:aws:s3:::bucket"}]}', false, false],
    ['{"Version":"1.0.0"}', true, false],
    ['{"name":"x","version":"1"}', false, false],
    ['[]', false, false],
    ['"text"', false, false],
    ['once upon a time there was no policy at all, only words', false, false],
  ];
  for (const [text, whenNew, whenSaved] of cases)
    it(JSON.stringify(text), () => {
      const parsed = parsePolicy(text);
      assert.deepEqual(
        [couldBecomePolicy(parsed, true), couldBecomePolicy(parsed, false)],
        [whenNew, whenSaved],
      );
    });
});
