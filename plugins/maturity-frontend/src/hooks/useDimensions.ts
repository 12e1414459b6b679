// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import { useModelInForce } from './useModelInForce';

/** A dimension as a list or a heading names it. @internal */
export interface DimensionName {
  id: string;
  title: string;
}

/**
 * The dimensions of the model in force, in its order. Before the model is
 * loaded, the ids that an answer mentions stand in, made readable.
 *
 * @internal
 */
export function useDimensions(mentioned: string[] = []): {
  dimensions: DimensionName[];
  title: (id: string) => string;
} {
  const model = useModelInForce();
  const ids = mentioned.join(',');
  return useMemo(() => {
    const known: DimensionName[] = (model?.dimensions ?? []).map(
      ({ id, title }) => ({ id, title }),
    );
    const dimensions = known.length
      ? known
      : ids
          .split(',')
          .filter(Boolean)
          .map(id => ({ id, title: readableId(id) }));
    return {
      dimensions,
      title: id =>
        dimensions.find(dimension => dimension.id === id)?.title ??
        readableId(id),
    };
  }, [model, ids]);
}

function readableId(id: string): string {
  const words = id.replace(/-/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
