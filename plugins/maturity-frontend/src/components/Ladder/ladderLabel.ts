// SPDX-License-Identifier: Apache-2.0
import { Translate } from '../../hooks/useMaturityTranslation';

interface LadderValues {
  title: string;
  level?: number;
  score?: number;
  target: number;
  top: number;
}

/** What a ladder shows, in words. @internal */
export function ladderLabel(t: Translate, values: LadderValues): string {
  const { title, level, score } = values;
  const target = String(values.target);
  if (level === undefined) {
    return t('ladder.labelNoLevel', { title, target });
  }
  const common = {
    title,
    level: String(level),
    levels: String(values.top),
    target,
  };
  return score === undefined
    ? t('ladder.label', common)
    : t('ladder.labelScore', { ...common, score: String(Math.round(score)) });
}
