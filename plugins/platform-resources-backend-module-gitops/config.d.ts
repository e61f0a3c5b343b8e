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
             * `file:PATH` for a repository on this machine; relative paths start at
             * the working directory of the backend. Credentials come from `integrations`.
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
