import { HumanDuration } from '@backstage/types';

export interface Config {
  tenancy?: {
    /**
     * Where tenants are declared in YAML. A source owns its tenants: they are
     * read-only in the portal.
     */
    sources?: Array<
      | {
          /** A file; relative to the working directory of the backend. */
          file: string;
        }
      | {
          /** A URL that the portal's `integrations` or `backend.reading` can read. */
          url: string;
        }
    >;
    /** Groups that run the portal: they see all and may change all. */
    operators?: string[];
    /** Groups that see all and change nothing. */
    auditors?: string[];
    /** What tenants may use besides what is known to be safe for them. */
    gate?: {
      open?: Array<{
        /** The id of a plugin. */
        plugin: string;
        /**
         * Routes of the plugin, such as `GET /tasks/:id`; all of them where
         * this is left out. Name only what knows tenants itself, or is the
         * same for everybody.
         */
        routes?: string[];
      }>;
    };
    /** How often things are looked at. */
    frequency?: {
      /** The groups of the catalog; every 2 seconds by default. */
      groups?: HumanDuration | string;
      /** Sources that are files; every second by default. */
      files?: HumanDuration | string;
      /** Sources that are URLs; every 30 seconds by default. */
      urls?: HumanDuration | string;
    };
  };
}
