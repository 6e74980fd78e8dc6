import type { RecordedAttribute } from '#workflow';

/** Attributes as pairs; what is nested carries the way to it in its key, `cost › total`. */
export function flattenedTexts(attributes: readonly RecordedAttribute[], way = ''): { key: string; value: string }[] {
  return attributes.flatMap(({ key, value, children }) => {
    const path = way === '' ? key : `${way} › ${key}`;
    const own = value === '' && children ? [] : [{ key: path, value }];
    return [...own, ...flattenedTexts(children ?? [], path)];
  });
}
