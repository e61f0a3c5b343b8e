export interface Config {
  platformResources?: {
    providers?: {
      gitops?: {
        /**
         * Where copies of the repositories are kept; they can be deleted at any
         * time. A folder below the system's temporary one if left out.
         */
        directory?: string;
        /** Repositories, by the name that definitions use in `providerConfig.repository`. */
        repositories: {
          [name: string]: {
            /**
             * What Argo CD, Flux or another tool follows: `https://…`, `ssh://…`, or
             * `file:///…` for a repository on this machine. Credentials come
             * from `integrations`.
             */
            url: string;
            /** `main` if left out. It has to exist. */
            branch?: string;
          };
        };
      };
    };
  };
}
