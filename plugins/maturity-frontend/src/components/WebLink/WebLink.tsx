// SPDX-License-Identifier: Apache-2.0
import { ReactNode } from 'react';
import { Link } from '@backstage/core-components';
import { safeUrl } from '@delivery-maturity/backstage-plugin-maturity-common';

/** @internal */
export interface WebLinkProps {
  /** An address that somebody else wrote. */
  to?: string;
  /** Within a text, where color alone must not tell it. */
  inline?: boolean;
  children: ReactNode;
}

/** A link where the address leads to the web; only its words where it does not. @internal */
export function WebLink(props: WebLinkProps) {
  const { to, inline, children } = props;
  const address = safeUrl(to);
  return address === undefined ? (
    <>{children}</>
  ) : (
    <Link to={address} underline={inline ? 'always' : undefined}>
      {children}
    </Link>
  );
}
