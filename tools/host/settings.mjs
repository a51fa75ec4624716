/** Settings of the VS Codes that this project opens. */

/** Without these, a new window shows more of itself than of the extension. */
const quietSettings = {
  'workbench.tips.enabled': false,
  'workbench.colorTheme': 'Dark Modern',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'window.commandCenter': false,
};

/** For tests: nothing that is not asked for. Clocks are moved there for other reasons than to be reminded. */
export const testSettings = {
  ...quietSettings,
  'workbench.startupEditor': 'none',
  'glacierVaultLock.reminders': [],
};

/** For a person who comes to try the extension: the sample workspace explains itself. */
export const personSettings = { ...quietSettings, 'workbench.startupEditor': 'readme' };
