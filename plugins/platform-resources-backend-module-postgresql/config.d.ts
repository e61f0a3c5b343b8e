export interface Config {
  platformResources?: {
    providers?: {
      postgresql?: {
        /** PostgreSQL servers, by the name that definitions use in `providerConfig.cluster`. */
        clusters: {
          [name: string]: {
            host: string;
            /** 5432 by default. */
            port?: number;
            /**
             * A role that may create databases and roles. Give it an account of its
             * own: whoever has it owns everything on the server.
             */
            user: string;
            /** @visibility secret */
            password?: string;
            /**
             * The database that the provider keeps its own notes in, in a schema
             * `commonhold`; `postgres` by default.
             */
            database?: string;
            /** Whether to connect by TLS, and the CA's certificate in PEM. */
            tls?: {
              ca?: string;
            };
            /** Connections at most, for each database; 4 by default. */
            maxConnections?: number;
          };
        };
      };
    };
  };
}
