// SPDX-License-Identifier: Apache-2.0
import { useMaturityTranslation, useModel } from '../../hooks';
import { LadderBar } from './LadderBar';
import { ladderLabel } from './ladderLabel';

/** @internal */
export interface LadderProps {
  /** What it is about, for those who listen. */
  title: string;
  level?: number;
  /** 0..100; fills the rung above the level in part. */
  score?: number;
  target: number;
  thickness?: number;
}

/** A ladder of levels, filled to where something stands, with a mark at the target. @internal */
export function Ladder(props: LadderProps) {
  const { title, ...bar } = props;
  const { t } = useMaturityTranslation();
  const { top } = useModel();
  return (
    <LadderBar {...bar} top={top} label={ladderLabel(t, { ...props, top })} />
  );
}
