export interface Config {
  featureRequests?: {
    /**
     * Groups whose members decide what is built next: status, response, plan,
     * priority, merging and moderation. Operators may do the same.
     */
    productManagers?: string[];
    /** Groups whose members may file and vote on behalf of others. */
    support?: string[];
    /** What requests can be put into. None by default. */
    categories?: string[];
    /** Words and colours of statuses, by kind, such as `planned`. */
    statuses?: {
      [status: string]: {
        label?: string;
        /** A CSS colour. */
        color?: string;
      };
    };
    people?: {
      /**
       * Who sees authors, voters and numbers by tenant of tenants that are not
       * their own: nobody (`own-tenant`, the default), `product-managers` or
       * `everyone`. Operators and auditors always do.
       */
      visibleTo?: 'own-tenant' | 'product-managers' | 'everyone';
    };
    /** How much one person may write, on each replica. */
    limits?: {
      /** 30 by default. */
      requestsPerHour?: number;
      /** 120 by default. */
      commentsPerHour?: number;
      /** 120 by default. */
      votesPerMinute?: number;
    };
    rounds?: {
      /** What each tenant may spend in a voting round; 100 by default. */
      credits?: number;
    };
  };
}
