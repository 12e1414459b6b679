// SPDX-License-Identifier: Apache-2.0
import { useCallback } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import GetAppIcon from '@material-ui/icons/GetApp';
import { useApi } from '@backstage/frontend-plugin-api';
import { maturityApiRef } from '../../api';
import { useMaturityTranslation } from '../../hooks';
import { useDownload } from '../../hooks/useDownload';
import { PageUrl } from '../../hooks/usePageUrl';
import { useScorecardsQuery } from '../../hooks/useScorecardsQuery';

const FILE_NAME = 'delivery-maturity-scorecards.csv';

/** @internal */
export interface ExportCsvProps {
  url: PageUrl;
  /** Says what the file holds, where the page shows something else. */
  label?: string;
}

/** The whole selection, in the order shown, as a file. @internal */
export function ExportCsv(props: ExportCsvProps) {
  const { url, label } = props;
  const api = useApi(maturityApiRef);
  const { t } = useMaturityTranslation();
  const query = useScorecardsQuery(url);
  const load = useCallback(() => api.exportScorecards(query), [api, query]);
  const download = useDownload(load, FILE_NAME);
  return (
    <>
      <Button
        size="small"
        startIcon={<GetAppIcon />}
        disabled={download.busy}
        onClick={download.start}
      >
        {download.busy
          ? t('page.scorecards.exporting')
          : label ?? t('page.scorecards.export')}
      </Button>
      {download.error && (
        <Typography variant="caption" color="error" role="alert">
          {t('page.scorecards.exportFailed', {
            message: download.error.message,
          })}
        </Typography>
      )}
    </>
  );
}
