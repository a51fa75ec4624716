import * as vscode from 'vscode';
import { plainText } from './plainText';

/**
 * Messages of this extension. VS Code makes links of what looks like one in a notification, those of commands included;
 * ours have none, so whatever looks like one came from elsewhere and is shown as written.
 */
interface Show {
  (message: string, ...buttons: readonly string[]): Thenable<string | undefined>;
  (
    message: string,
    options: vscode.MessageOptions,
    ...buttons: readonly string[]
  ): Thenable<string | undefined>;
}

type ShowOfVsCode = (
  message: string,
  options: vscode.MessageOptions,
  ...buttons: string[]
) => Thenable<string | undefined>;

export const showInformation = plainly((...all) => vscode.window.showInformationMessage(...all));
export const showWarning = plainly((...all) => vscode.window.showWarningMessage(...all));
export const showError = plainly((...all) => vscode.window.showErrorMessage(...all));

function plainly(show: ShowOfVsCode): Show {
  return (message: string, ...more: readonly (string | vscode.MessageOptions)[]) => {
    const options = more.find((each) => typeof each === 'object') ?? {};
    const buttons = more.filter((each) => typeof each === 'string');
    const { detail } = options;
    return show(
      plainText(message),
      { ...options, ...(detail === undefined ? {} : { detail: plainText(detail) }) },
      // What is chosen comes back as it was given.
      ...buttons,
    );
  };
}
