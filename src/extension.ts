/** Called by VS Code on the first use of a view, a command or a policy file. */
export function activate(): void {
  // Filled in by the rooms as they are built.
}
