import { readStamp, TenancyStamp } from '@commonhold/plugin-tenancy-common';
import { Entity } from '@backstage/catalog-model';
import GroupIcon from '@material-ui/icons/Group';
import LockIcon from '@material-ui/icons/LockOutlined';
import PublicIcon from '@material-ui/icons/Public';
import ReportIcon from '@material-ui/icons/ReportProblemOutlined';
import SupervisedUserCircleIcon from '@material-ui/icons/SupervisedUserCircle';
import { ComponentType } from 'react';
import {
  AudienceScope,
  describeAudience,
} from '../../audience/describeAudience';
import { TenantTitles } from '../../audience/displayNames';
import { Pill, PillTone } from '../presentation/Pill';
import { useAudienceLabel } from './useAudienceLabel';

type IconComponent = ComponentType<{ fontSize?: 'inherit' }>;

const LOOKS: Record<
  AudienceScope['type'],
  { tone: PillTone; Icon: IconComponent }
> = {
  everyone: { tone: 'accent', Icon: PublicIcon },
  tenant: { tone: 'neutral', Icon: GroupIcon },
  tenants: { tone: 'accent', Icon: SupervisedUserCircleIcon },
  private: { tone: 'neutral', Icon: LockIcon },
  unassigned: { tone: 'warning', Icon: ReportIcon },
};

/** Who may see a thing, as a short label. */
export function AudiencePill(props: {
  stamp: TenancyStamp;
  titles?: TenantTitles;
}) {
  const { stamp, titles = {} } = props;
  const labelOf = useAudienceLabel();
  const scope = describeAudience(stamp);
  const { tone, Icon } = LOOKS[scope.type];
  return (
    <Pill tone={tone}>
      <Icon fontSize="inherit" />
      &nbsp;{labelOf(scope, titles)}
    </Pill>
  );
}

/** The same of a catalog entity; nothing if it was ingested without tenancy. */
export function EntityAudiencePill(props: {
  entity: Entity;
  titles?: TenantTitles;
}) {
  const stamp = readStamp(props.entity);
  return stamp ? <AudiencePill stamp={stamp} titles={props.titles} /> : null;
}
