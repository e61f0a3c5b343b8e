export interface Config {
  auth?: {
    providers?: {
      /** People whom anybody can sign in as, for development only. */
      personas?: {
        /** @deepVisibility frontend */
        personas: Array<{
          /** Chosen on the sign-in page. */
          id: string;
          /** The role, such as "Payments developer". */
          title: string;
          /** Heading under which the sign-in page lists it. */
          group?: string;
          /** One line about what this person does. */
          description: string;
          /** A user in the catalog. */
          userEntityRef: string;
        }>;
      };
    };
  };
}
