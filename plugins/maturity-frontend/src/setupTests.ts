// SPDX-License-Identifier: Apache-2.0
import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Whole screens are rendered, on machines that do other work beside it. A limit
// tells a hanging test from a passing one; it is no measure of speed.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 15_000 });

/** Charts watch the size of their place; jsdom lays nothing out, so nothing ever changes. */
class NoResizeObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

globalThis.ResizeObserver ??= NoResizeObserver;
