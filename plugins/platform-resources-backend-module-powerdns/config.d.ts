export interface Config {
  platformResources?: {
    providers?: {
      powerdns?: {
        /** PowerDNS servers, by the name that definitions use in `providerConfig.server`. */
        servers: {
          [name: string]: {
            /** Where its HTTP API answers, such as `http://dns.example:8081`. */
            url: string;
            /** @visibility secret */
            apiKey: string;
            /** As the API calls the server; `localhost` if left out. */
            serverId?: string;
          };
        };
      };
    };
  };
}
