#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { launch } from './lib/launch.mjs';

launch(() => import('./commands/testInstall.mjs'));
