export interface Config {
  tenancy?: {
    permissions?: {
      /**
       * Names of permissions without conditions that tenants have, besides
       * those that are open by default. Everything else is closed to them.
       */
      open?: string[];
    };
  };
}
