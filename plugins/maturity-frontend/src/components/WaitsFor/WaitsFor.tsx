// SPDX-License-Identifier: Apache-2.0
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';
import { useCheckTitle } from '../../hooks/useCheckTitle';
import { useGainWords } from '../../hooks/useGainWords';
import { describeGain } from '../Gain';
import { TextButton } from '../TextButton';
import { waitsForText } from './waitsForText';

const useStyles = makeStyles(
  theme => ({
    list: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(13),
      lineHeight: 1.45,
      listStyle: 'none',
      margin: theme.spacing(0.5, 0, 0),
      padding: 0,
    },
  }),
  { name: 'MaturityWaitsFor' },
);

/** @internal */
export interface WaitsForProps {
  waiting: NonNullable<ScorecardView['waitsFor']>;
  onOpenCheck?: (checkId: string) => void;
}

/** What not this owner can repair, each with the shared thing that it waits for. @internal */
export function WaitsFor(props: WaitsForProps) {
  const { waiting, onOpenCheck } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const checkTitle = useCheckTitle();
  const words = useGainWords();
  if (waiting.length === 0) {
    return null;
  }
  return (
    <ul className={classes.list} aria-label={t('waitsFor.label')}>
      {waiting.map(item => {
        const gain = describeGain(item, words);
        const title = checkTitle(item.checkId);
        return (
          <li key={item.checkId}>
            {waitsForText(item.cause, t)}
            {item.owner && (
              <>
                {' ('}
                <EntityRefLink entityRef={item.owner} hideIcon />)
              </>
            )}
            {': '}
            {onOpenCheck ? (
              <TextButton onClick={() => onOpenCheck(item.checkId)}>
                {title}
              </TextButton>
            ) : (
              title
            )}
            {gain && ` (${gain})`}
          </li>
        );
      })}
    </ul>
  );
}
