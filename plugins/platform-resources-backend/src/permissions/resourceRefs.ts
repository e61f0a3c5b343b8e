import {
  RESOURCE_TYPE_PLATFORM_APPLICATION,
  RESOURCE_TYPE_PLATFORM_CHANGE,
  RESOURCE_TYPE_PLATFORM_RESOURCE,
} from '@commonhold/plugin-platform-resources-common';
import { audienceResourceRef, audienceRules } from './audienceRules';

export const applicationResourceRef = audienceResourceRef(
  RESOURCE_TYPE_PLATFORM_APPLICATION,
);
export const applicationRules = audienceRules(applicationResourceRef);

export const changeResourceRef = audienceResourceRef(
  RESOURCE_TYPE_PLATFORM_CHANGE,
);
export const changeRules = audienceRules(changeResourceRef);

export const resourceResourceRef = audienceResourceRef(
  RESOURCE_TYPE_PLATFORM_RESOURCE,
);
export const resourceRules = audienceRules(resourceResourceRef);
