// SPDX-License-Identifier: Apache-2.0
import { ReactNode, useEffect, useRef, useState } from 'react';

/** Starts shortly before the reader scrolls there. */
const MARGIN = '200px';

/** @internal */
export interface WhenSeenProps {
  children: ReactNode;
  /** Holds the place; give it the size of what comes. */
  placeholder: ReactNode;
}

/** Renders its children once they are about to be seen, so that charts load only then. @internal */
export function WhenSeen(props: WhenSeenProps) {
  const { children, placeholder } = props;
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(typeof IntersectionObserver === 'undefined');

  useEffect(() => {
    if (seen || !place.current) {
      return undefined;
    }
    const observer = new IntersectionObserver(
      entries => entries.some(entry => entry.isIntersecting) && setSeen(true),
      { rootMargin: MARGIN },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [seen]);

  return <div ref={place}>{seen ? children : placeholder}</div>;
}
