// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { useLocation } from 'react-router-dom';
import { ScorecardModel } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';

const useStyles = makeStyles(
  theme => ({
    root: {
      fontSize: theme.typography.pxToRem(13),
      position: 'sticky',
      top: theme.spacing(2),
      [theme.breakpoints.down('sm')]: { position: 'static' },
      '@media print': { display: 'none' },
      '& ul': { listStyle: 'none', margin: 0, padding: 0 },
      '& ul ul': { paddingLeft: theme.spacing(1.5) },
      '& li': { padding: theme.spacing(0.25, 0) },
    },
    dimension: { fontWeight: 600 },
  }),
  { name: 'MaturityModelContents' },
);

/** @internal */
export interface ModelContentsProps {
  model: ScorecardModel;
}

/** Every check of the rubric, one click away. @internal */
export function ModelContents(props: ModelContentsProps) {
  const { model } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const { pathname, search } = useLocation();
  const anchor = (id: string) => `${pathname}${search}#${id}`;
  return (
    <nav className={classes.root} aria-label={t('page.model.contents')}>
      <ul>
        {model.dimensions.map(dimension => (
          <li key={dimension.id}>
            <Link to={anchor(dimension.id)} className={classes.dimension}>
              {dimension.title}
            </Link>
            <ul>
              {dimension.checks.map(check => (
                <li key={check.id}>
                  <Link to={anchor(check.id)}>{check.title}</Link>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  );
}
