let format: Intl.NumberFormat | undefined;

/** A number as English writes it: 20,480. One formatter for all, because making one costs more than judging a policy. */
export function withThousands(value: number): string {
  format ??= new Intl.NumberFormat('en');
  return format.format(value);
}
