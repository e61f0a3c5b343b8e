import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  ButtonIcon,
  Flex,
  Menu,
  MenuItem,
  MenuTrigger,
} from '@backstage/ui';
import MoreVertIcon from '@material-ui/icons/MoreVert';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { offered } from '../../board/offered';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { DeleteDialog } from './DeleteDialog';
import { HelpDialog } from './HelpDialog';
import { MergeDialog } from './MergeDialog';
import { ModerationDialog } from './ModerationDialog';
import { OnBehalfDialog } from './OnBehalfDialog';
import { PriorityDialog } from './PriorityDialog';
import { ReportDialog } from './ReportDialog';
import { RequestPart } from './RequestView';
import { StatusDialog } from './StatusDialog';

const DIALOGS = [
  'priority',
  'merge',
  'help',
  'onBehalf',
  'moderation',
  'report',
  'delete',
] as const;

type RequestDialog = 'status' | (typeof DIALOGS)[number];

/** What one may do with a request, the most frequent beside the rest. */
export function RequestActions(
  props: RequestPart & { onEdit(): void; onReload(): void },
) {
  const { request, onEdit, onReload } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const [open, setOpen] = useState<RequestDialog>();
  const close = () => setOpen(undefined);
  const { may } = request;
  const allowed = {
    priority: may.manage,
    merge: may.manage && request.mergedInto === null,
    help: may.manage,
    onBehalf: offered.onBehalf && may.voteOnBehalf,
    moderation: may.manage,
    report: offered.reports && !may.manage,
    delete: may.delete,
  };
  return (
    <Flex gap="2">
      {may.edit && (
        <Button variant="secondary" onPress={onEdit}>
          {t('edit.open')}
        </Button>
      )}
      {may.manage && request.mergedInto === null && (
        <Button variant="primary" onPress={() => setOpen('status')}>
          {t('status.open')}
        </Button>
      )}
      {DIALOGS.some(one => allowed[one]) && (
        <MenuTrigger>
          <ButtonIcon
            variant="secondary"
            aria-label={t('request.actions')}
            icon={<MoreVertIcon fontSize="small" />}
          />
          <Menu placement="bottom end">
            {DIALOGS.filter(one => allowed[one]).map(one => (
              <MenuItem key={one} onAction={() => setOpen(one)}>
                {t(`request.action.${one}`)}
              </MenuItem>
            ))}
          </Menu>
        </MenuTrigger>
      )}
      <OpenDialog {...props} open={open} onClose={close} onReload={onReload} />
    </Flex>
  );
}

function OpenDialog(
  props: RequestPart & {
    open: RequestDialog | undefined;
    onClose(): void;
    onReload(): void;
  },
) {
  const { request, onChanged, open, onClose, onReload } = props;
  const navigate = useNavigate();
  const root = useRouteRef(rootRouteRef)();
  const part = { request, onChanged, onClose };
  switch (open) {
    case undefined:
      return null;
    case 'status':
      return <StatusDialog {...part} />;
    case 'priority':
      return <PriorityDialog request={request} onClose={onClose} />;
    case 'merge':
      return <MergeDialog {...part} />;
    case 'help':
      return <HelpDialog {...part} />;
    case 'onBehalf':
      return (
        <OnBehalfDialog
          request={request}
          onClose={onClose}
          onVoted={() => {
            onClose();
            onReload();
          }}
        />
      );
    case 'moderation':
      return <ModerationDialog {...part} />;
    case 'report':
      return <ReportDialog requestId={request.id} onClose={onClose} />;
    case 'delete':
      return (
        <DeleteDialog
          request={request}
          onClose={onClose}
          onDeleted={() => navigate(root)}
        />
      );
    default:
      throw new TypeError(`Unknown dialog ${open satisfies never}`);
  }
}
