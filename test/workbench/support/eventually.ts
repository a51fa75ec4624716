/** Tries until it succeeds, for what no locator can wait for; after `limit` milliseconds it fails as the last try did. */
export async function eventually<T>(attempt: () => Promise<T>, limit = 10_000): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
