import { GlacierFault } from '../glacierFault';
import { noContent, type VaultOperation } from './operation';
import { invalid, missing, requestDocument } from './requestDocument';

/** Glacier developer guide: Tagging Amazon Glacier Vaults. */
const tagsPerVault = 50;
const tagsPerCall = 10;
const keyLength = 128;
const valueLength = 255;

const tagCharacters = /^[\p{L}\p{N} _./=+@-]*$/u;

/** A tag with a key that is there already gets the new value. */
export const addTagsToVault: VaultOperation = ({ body }, vault) => {
  const sent = requestDocument(body).get('Tags') ?? undefined;
  if (sent === undefined) throw missing('Tags');
  if (typeof sent !== 'object' || Array.isArray(sent)) throw wrongType('Tags');
  const entries = Object.entries(sent);
  refuseCount('Tags', entries.length);
  const tags = new Map(vault.tags);
  for (const [key, value] of entries) tags.set(tagKey(key), tagValue(value));
  if (tags.size > tagsPerVault) {
    throw new GlacierFault('LimitExceededException', `A vault can have ${tagsPerVault} tags.`);
  }
  return { reply: noContent, vault: { ...vault, tags } };
};

/** Removing a tag that is not there is no error. */
export const removeTagsFromVault: VaultOperation = ({ body }, vault) => {
  const keys = requestDocument(body).get('TagKeys') ?? undefined;
  if (keys === undefined) throw missing('TagKeys');
  if (!Array.isArray(keys)) throw wrongType('TagKeys');
  refuseCount('TagKeys', keys.length);
  const tags = new Map(vault.tags);
  for (const key of keys as readonly unknown[]) {
    if (typeof key !== 'string') throw wrongType('TagKeys');
    tags.delete(key);
  }
  return { reply: noContent, vault: { ...vault, tags } };
};

export const listTagsForVault: VaultOperation = (_call, vault) => ({
  reply: { status: 200, body: { Tags: Object.fromEntries(vault.tags) } },
});

function refuseCount(name: string, count: number): void {
  if (count < 1 || count > tagsPerCall) {
    throw invalid(`${name} has ${count} entries; 1 to ${tagsPerCall} are allowed in one request.`);
  }
}

function tagKey(key: string): string {
  if (/^aws:/i.test(key)) throw invalid(`Tag keys that begin with aws: are reserved: ${key}`);
  if (key === '' || lengthOf(key) > keyLength || !tagCharacters.test(key))
    throw invalid(`Invalid tag key: ${key}`);
  return key;
}

function tagValue(value: unknown): string {
  if (typeof value !== 'string') throw wrongType('Tags');
  if (lengthOf(value) > valueLength || !tagCharacters.test(value))
    throw invalid(`Invalid tag value: ${value}`);
  return value;
}

/** In characters, not in UTF-16 units. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function wrongType(name: string): GlacierFault {
  return new GlacierFault('SerializationException', `The value of ${name} has the wrong type.`);
}
