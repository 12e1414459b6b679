// SPDX-License-Identifier: Apache-2.0
import { Fragment, useEffect, useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import DoneIcon from '@material-ui/icons/Done';
import FileCopyIcon from '@material-ui/icons/FileCopyOutlined';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { useMaturityTranslation } from '../../hooks';
import { VisuallyHidden } from '../VisuallyHidden';

const SAY_COPIED_FOR = 3000;

const useStyles = makeStyles(
  theme => ({
    root: {
      alignItems: 'flex-start',
      backgroundColor: theme.palette.action.hover,
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      display: 'flex',
      gap: theme.spacing(1),
      maxWidth: '100%',
      padding: theme.spacing(0.5, 0.5, 0.5, 1.5),
    },
    code: {
      color: theme.palette.text.primary,
      flex: 1,
      fontSize: theme.typography.pxToRem(13),
      margin: 0,
      minWidth: 0,
      overflowWrap: 'anywhere',
      padding: theme.spacing(0.5, 0),
      whiteSpace: 'pre-wrap',
    },
    line: { display: 'block' },
  }),
  { name: 'MaturityCopyLine' },
);

/** What does not fit goes on below, further in than the line begins, so that it does not read as a line of its own. */
function hanging(line: string) {
  const width = `${line.search(/\S|$/) + 2}ch`;
  return { paddingLeft: width, textIndent: `-${width}` };
}

/** @internal */
export interface CopyLineProps {
  text: string;
  /** What the button copies, for those who listen. */
  label: string;
}

/** Lines of configuration with a button that copies them. @internal */
export function CopyLine(props: CopyLineProps) {
  const { text, label } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const [, copy] = useCopyToClipboard();
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) {
      return undefined;
    }
    const timer = setTimeout(() => setCopied(false), SAY_COPIED_FOR);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <div className={classes.root}>
      <pre className={classes.code}>
        {text.split(/(?<=\n)/).map((line, index) => (
          <span key={index} className={classes.line} style={hanging(line)}>
            {line.split(/(?<=\/)/).map((part, place) => (
              <Fragment key={place}>
                {place > 0 && <wbr />}
                {part}
              </Fragment>
            ))}
          </span>
        ))}
      </pre>
      <Tooltip title={copied ? t('common.copied') : t('common.copy')}>
        <IconButton
          size="small"
          aria-label={label}
          onClick={() => {
            copy(text);
            setCopied(true);
          }}
        >
          {copied ? (
            <DoneIcon fontSize="small" />
          ) : (
            <FileCopyIcon fontSize="small" />
          )}
        </IconButton>
      </Tooltip>
      <VisuallyHidden>
        <span role="status">{copied ? t('common.copied') : ''}</span>
      </VisuallyHidden>
    </div>
  );
}
