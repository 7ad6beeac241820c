/**
 * The value of a field that `prepare` fills, before which nothing else is called.
 * @returns {any}
 */
export const later = () => undefined;
