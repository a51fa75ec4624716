import { element, type Markup } from '../../webview/markup';
import type { Evidence, VaultEvidence } from '../evidence';
import type { LockReadingSource, UnlistedRegion } from '../sources';
import { originOf } from '../../glacier/callContext';
import {
  accessPolicySection,
  actorsSection,
  agreementsShortly,
  excerptSection,
  fileSection,
  ledgerSection,
  notReadSection,
  stepsSection,
  tagsSection,
  testSection,
  testsShortly,
} from './contextSections';
import { bullets, code, dataTable, factsTable, foreign, moment, paragraph, section, term } from './parts';
import { reachesAws } from '../reachesAws';
import { policySections } from './policySections';
import { lookOf, stateBadge, stateInWords } from './stateWords';
import { withUnseenShown } from './unseen';

/** The report as a page, all in words; what cannot be seen in a text is shown by name. */
export function reportPage(evidence: Evidence): Markup {
  const { vaults, unlisted, ledger, limits } = evidence;
  return withUnseenShown(
    element(
      'main',
      { class: 'report' },
      cover(evidence),
      practiceNotice(vaults),
      elsewhereNotice(vaults),
      vaults.length > 1 ? overview(vaults) : undefined,
      unlisted.length > 0 ? unlistedSection(unlisted) : undefined,
      vaults.map(vaultSection),
      ledgerSection(ledger),
      element(
        'section',
        { class: 'limits' },
        element('h2', {}, 'What this report does not prove'),
        bullets(limits),
      ),
    ),
  );
}

/** What the page is called: `Vault lock evidence: finance-records`. */
export function reportTitle({ vaults }: Pick<Evidence, 'vaults'>): string {
  const [only] = vaults;
  return `Vault lock evidence: ${only !== undefined && vaults.length === 1 ? only.vault.name : counted(vaults.length, 'vault')}`;
}

function cover({ vaults, unlisted, counts, tool, localTime, user, host }: Evidence): Markup {
  const states = (['locked', 'inProgress', 'none', 'unread'] as const).filter((state) => counts[state] > 0);
  return element(
    'header',
    { class: 'cover' },
    element('p', { class: 'overline' }, 'Amazon Glacier vault locks'),
    element('h1', {}, 'Evidence report'),
    paragraph(
      [
        counted(vaults.length, 'vault'),
        vaults.length === 1
          ? states.map((state) => `, ${stateOfOne[state]}`).join('')
          : states
              .map(
                (state, place) =>
                  `${place === 0 ? ': ' : ', '}${String(counts[state])} ${countedStates[state]}`,
              )
              .join(''),
        unlisted.length === 0 ? '.' : `. ${counted(unlisted.length, 'region')} could not be listed.`,
      ],
      'lead',
    ),
    element(
      'dl',
      { class: 'made' },
      pair('Made', moment(localTime)),
      pair('With', `${tool.name} ${tool.version}`),
      user === undefined && host === undefined
        ? undefined
        : pair('By', foreign([user, host].filter((each) => each !== undefined).join(' on '))),
    ),
  );
}

function pair(name: string, value: Markup | string): Markup {
  return element('div', {}, element('dt', {}, name), element('dd', {}, value));
}

/** Of the only vault. */
const stateOfOne: Readonly<Record<keyof Evidence['counts'], string>> = {
  locked: 'locked',
  inProgress: 'with a lock in progress',
  none: 'without a lock',
  unread: 'whose lock could not be read',
};

/** After a number. */
const countedStates: Readonly<Record<keyof Evidence['counts'], string>> = {
  locked: 'locked',
  inProgress: 'with a lock in progress',
  none: 'without a lock',
  unread: 'could not be read',
};

function practiceNotice(vaults: readonly VaultEvidence[]): Markup | undefined {
  const practised = vaults.filter(({ vault }) => vault.connection.practice);
  return practised.length === 0
    ? undefined
    : paragraph(
        [
          element('strong', {}, 'Practice. '),
          `${practised.length === vaults.length ? 'This report was' : `${counted(practised.length, 'vault')} of this report ${practised.length === 1 ? 'was' : 'were'}`} read from a local Glacier on the computer on which it was made, not from AWS. It shows what a report looks like, and proves nothing about any vault of AWS.`,
        ],
        'practice',
      );
}

/** Whoever answers at such an address says what they like: only AWS speaks for AWS. */
function elsewhereNotice(vaults: readonly VaultEvidence[]): Markup | undefined {
  const elsewhere = vaults.filter(
    ({ vault: { connection } }) => !connection.practice && !reachesAws(connection),
  );
  const endpoints = [
    ...new Set(elsewhere.map(({ vault: { connection } }) => originOf(connection.endpoint ?? ''))),
  ].sort();
  return elsewhere.length === 0
    ? undefined
    : paragraph(
        [
          element('strong', {}, 'Not from an endpoint of AWS. '),
          `${elsewhere.length === vaults.length ? 'This report was' : `${counted(elsewhere.length, 'vault')} of this report ${elsewhere.length === 1 ? 'was' : 'were'}`} read from `,
          ...endpoints.flatMap((endpoint, place) => [...(place === 0 ? [] : [', ']), code(endpoint)]),
          '. That is not known to be an address of AWS: what it answered proves nothing about any vault of AWS, unless whoever runs it passes all on unchanged.',
        ],
        'practice',
      );
}

function overview(vaults: readonly VaultEvidence[]): Markup {
  return element(
    'section',
    {},
    element('h2', {}, 'Overview'),
    dataTable(
      'The vaults in this report',
      ['Vault', 'Account and region', 'State', 'Retention', 'File', 'Tests'],
      vaults.map((each, place) => [
        element('a', { href: `#${anchor(place)}` }, foreign(each.vault.name)),
        [term(each.vault.account), ' ', term(each.vault.region)],
        stateBadge(lookOf(each)),
        retentionShortly(each),
        fileShortly(each),
        testsShortly(each.tests),
      ]),
    ),
  );
}

function retentionShortly({ policy, reading }: VaultEvidence): string {
  if (!reading.read) return reading.failure.reason;
  if (policy === undefined) return 'none by a lock policy';
  return policy.meaning.readable ? policy.meaning.headline.join(' ') : 'the policy cannot be read';
}

function fileShortly({ file }: VaultEvidence): string {
  switch (file.kind) {
    case 'none':
      return 'none';
    case 'several':
      return 'several';
    case 'file':
      return file.agreement === undefined ? 'not compared' : agreementsShortly[file.agreement];
  }
}

function unlistedSection(unlisted: readonly UnlistedRegion[]): Markup {
  return element(
    'section',
    {},
    element('h2', {}, 'Regions that could not be listed'),
    paragraph('Vaults of these regions may be missing from this report.'),
    dataTable(
      'Regions whose vaults are not known in full, and why',
      ['Region', 'Connection', 'Why', 'Code'],
      unlisted.map(({ connection, region, failure }) => [
        region,
        foreign(connection.name),
        failure.reason,
        code(failure.code),
      ]),
    ),
  );
}

function vaultSection(evidence: VaultEvidence, place: number): Markup {
  const { vault, reading, policy, tags, accessPolicy, file, tests, ledger, ledgerDoubt, actors, steps } =
    evidence;
  const look = lookOf(evidence);
  return element(
    'section',
    { class: 'vault', 'aria-labelledby': `${anchor(place)}-title`, id: anchor(place) },
    element('h2', { id: `${anchor(place)}-title` }, foreign(vault.name)),
    element('p', { class: 'place' }, code(vault.arn)),
    element('div', { class: `standing ${look}` }, stateBadge(look), paragraph(stateInWords(evidence))),
    answerSection(vault, reading),
    ...(policy === undefined ? [] : policySections(policy, tags)),
    tags.read ? tagsSection(tags) : undefined,
    accessPolicy.read ? accessPolicySection(accessPolicy) : undefined,
    fileSection(file, reading),
    testSection(tests, policy?.sha256),
    actors === undefined ? undefined : actorsSection(actors, ledgerDoubt),
    ledger === undefined ? undefined : excerptSection(ledger, ledgerDoubt),
    notReadSection(evidence),
    stepsSection(steps),
  );
}

/** More than this, in milliseconds, and the clocks are told to differ: replies tell whole seconds, and come late. */
const clocksAgree = 5_000;

function answerSection(vault: VaultEvidence['vault'], reading: LockReadingSource): Markup {
  const { connection } = vault;
  const lock = reading.read ? reading.lock : undefined;
  return section(
    reading.read ? 'What Glacier answered' : 'What was asked',
    factsTable('GetVaultLock, and the vault that it was asked about', [
      ['State', lock === undefined ? undefined : apiStates[lock.state]],
      ['CreationDate', lock === undefined || lock.state === 'none' ? undefined : moment(lock.created)],
      ['ExpirationDate', lock?.state === 'inProgress' ? moment(lock.expires) : undefined],
      ['Request ID', requestIdOf(reading)],
      ['Code', reading.read ? undefined : code(reading.failure.code)],
      ["Read, by Glacier's clock", reading.read ? moment(reading.glacierTime) : undefined],
      [
        reading.read ? "Read, by this computer's clock" : "Asked, by this computer's clock",
        moment(reading.localTime),
      ],
      ['The clocks', reading.read ? clockDifference(reading.localTime - reading.glacierTime) : undefined],
      ['Account', code(vault.account)],
      ['Region', vault.region],
      ['Vault created', moment(vault.created)],
      ['Connection', foreign(connection.name)],
      ['Profile', connection.profile === undefined ? undefined : foreign(connection.profile)],
      ['Endpoint', connection.endpoint === undefined ? undefined : code(originOf(connection.endpoint))],
    ]),
  );
}

/** As GetVaultLock says it. */
const apiStates = {
  none: 'no vault lock (ResourceNotFoundException)',
  inProgress: 'InProgress',
  locked: 'Locked',
} as const;

function requestIdOf(reading: LockReadingSource): Markup | string {
  const id = reading.read ? reading.requestId : reading.failure.requestId;
  return id === undefined ? 'none was given' : code(id);
}

function clockDifference(difference: number): string | undefined {
  if (Math.abs(difference) < clocksAgree) return undefined;
  const seconds = Math.round(Math.abs(difference) / 1000);
  const [amount, unit] =
    seconds < 120
      ? [seconds, 'seconds']
      : seconds < 2 * 3600
        ? [Math.round(seconds / 60), 'minutes']
        : seconds < 48 * 3600
          ? [Math.round(seconds / 3600), 'hours']
          : [Math.round(seconds / 86_400), 'days'];
  return `This computer's clock is about ${String(amount)} ${unit} ${difference < 0 ? 'behind' : 'ahead of'} Glacier's.`;
}

function anchor(place: number): string {
  return `vault-${String(place + 1)}`;
}

function counted(count: number, one: string): string {
  return `${String(count)} ${one}${count === 1 ? '' : 's'}`;
}
