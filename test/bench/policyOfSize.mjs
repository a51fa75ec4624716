/**
 * A policy of about so many bytes, of statements such as people write: each keeps the archives of one class for a time
 * of its own.
 * @param {number} bytes
 * @param {Readonly<Record<string, unknown>>} [changes] What is different in every statement.
 * @returns {string}
 */
export function policyOfSize(bytes, changes = {}) {
  /** @param {number} index */
  const statement = (index) => ({
    Sid: `keep-the-archives-of-department-${index}`,
    Effect: 'Deny',
    Principal: '*',
    Action: ['glacier:DeleteArchive'],
    Resource: ['arn:aws:glacier:us-west-2:210987654321:vaults/departments'],
    Condition: {
      NumericLessThan: { 'glacier:ArchiveAgeInDays': String(366 + index) },
      StringNotEquals: { 'glacier:ResourceTag/Class': `public-${index}` },
    },
    ...changes,
  });
  const statements = [statement(1)];
  const text = () => JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);
  let length = text().length;
  // One more of them adds what the last one added, all but a few digits.
  while (length < bytes) {
    const missing = Math.max(1, Math.floor((bytes - length) / (length / statements.length)));
    for (let more = 0; more < missing; more += 1) statements.push(statement(statements.length + 1));
    length = text().length;
  }
  return text();
}

/** A slip in nearly every element: what is judged has the most to say. */
export const slips = {
  Effect: 'deny',
  Principal: { AWS: 'arn:aws:iam::2109876543:role/*' },
  Action: ['glacier:DeletArchive', 's3:GetObject', 'glacier:*'],
  Resource: 'arn:aws:glacier:uswest-2:210987654321:vault/departments',
  Condition: { StringLessThan: { 'glacier:ArchiveAge': ['365 days'] }, Bool: { SourceIp: '10.0.0.0' } },
};
