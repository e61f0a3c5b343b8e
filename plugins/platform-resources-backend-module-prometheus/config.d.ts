export interface Config {
  platformResources?: {
    providers?: {
      prometheus?: {
        /** Prometheus servers, by the name that definitions use in `providerConfig.server`. */
        servers: {
          [name: string]: {
            /**
             * A folder of rule files that this Prometheus reads, as in
             * `rule_files: [<folder>/*.rules.yaml]`. Relative paths start at the
             * working directory of the backend.
             */
            ruleDirectory: string;
            /**
             * Where this Prometheus answers. It is asked to load the rules anew
             * (which needs `--web.enable-lifecycle`) and whether they work. Leave it
             * out where something else loads the files.
             */
            url?: string;
            basicAuth?: {
              username: string;
              /** @visibility secret */
              password: string;
            };
            /** @visibility secret */
            bearerToken?: string;
            /** The `promtool` program, which checks each file before it is put there. */
            promtool?: string;
          };
        };
      };
    };
  };
}
