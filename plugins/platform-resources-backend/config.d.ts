import { HumanDuration } from '@backstage/types';

export interface Config {
  platformResources?: {
    /** Deployment repositories of applications. */
    repositories?: {
      /**
       * What repositories applications may name. With tenancy, an application may
       * name what is below one of these prefixes and one of its tenant's own
       * `locations`.
       */
      allow?: Array<{
        /** The beginning of URLs, with a slash at its end. */
        prefix: string;
        /**
         * Tenants whose applications may name everything below, whatever their own
         * `locations` are.
         */
        tenants?: string[];
      }>;
      /**
       * Reads repositories from elsewhere than their URLs say: an internal mirror, or
       * a folder. Only the beginning of a URL is replaced.
       */
      rewrite?: Array<{
        from: string;
        /** A URL, or an absolute path. */
        to: string;
      }>;
      /** A folder for copies of repositories. It may be deleted at any time. */
      directory?: string;
      /** The largest repository that is copied, in bytes; 256 MiB by default. */
      maxBytes?: number;
      /** The longest that Git may take for a copy; a minute by default. */
      timeout?: HumanDuration | string;
      /**
       * How often a repository is looked at where no webhook tells of pushes; every
       * two minutes by default.
       */
      frequency?: HumanDuration | string;
    };
    components?: {
      /**
       * Catalog namespaces that may define platform components, besides those of
       * platform tenants. Without tenancy and without this list, all may.
       */
      namespaces?: string[];
    };
    operations?: {
      /** Operations that one replica does at once; 10 by default. */
      workers?: number;
      /**
       * Operations that a provider takes at once, on all replicas together, by its
       * type; 30 by default.
       */
      perProvider?: { [type: string]: number };
      /**
       * Operations that a tenant has at once where its quota says nothing; 10 by
       * default.
       */
      perTenant?: number;
    };
    drift?: {
      /** How often a resource is looked at for drift; every hour by default. */
      frequency?: HumanDuration | string;
    };
    /** How often the catalog is asked for applications; every 10 seconds by default. */
    frequency?: HumanDuration | string;
  };
}
