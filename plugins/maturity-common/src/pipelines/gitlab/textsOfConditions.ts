// SPDX-License-Identifier: Apache-2.0
import { Work } from '../Work';
import { asText, isMap, YamlMap } from '../yaml';

/** Texts in which conditions and refs stand: those of rules, `only` and `except`, wherever they are. @internal */
export function textsOfConditions(config: YamlMap, work: Work): Set<string> {
  const texts = new Set<string>();
  const collect = (value: unknown, isRef: boolean) => {
    const text = asText(value);
    if (text && isRef) {
      texts.add(text.split('@')[0]);
    }
    if (!value || typeof value !== 'object' || !work.take(1)) {
      return;
    }
    if (Array.isArray(value)) {
      value.forEach(item => collect(item, isRef));
      return;
    }
    if (!isMap(value)) {
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      if (key === 'if' && asText(item)) {
        texts.add(asText(item)!);
      } else if (key === 'variables' && Array.isArray(item)) {
        item.forEach(one => asText(one) && texts.add(asText(one)!));
      } else {
        collect(
          item,
          key === 'only' || key === 'except' || (isRef && key === 'refs'),
        );
      }
    }
  };
  collect(config, false);
  return texts;
}
