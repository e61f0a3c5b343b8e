export interface Config {
  auth?: {
    providers?: {
      /**
       * People to try the portal as, in development.
       *
       * @deepVisibility frontend
       */
      personas?: {
        personas: Array<{
          /** Names the persona, such as `payments-developer`. */
          id: string;
          /** The role, such as `Payments developer`. */
          title: string;
          /** One line: what this person can try out. */
          description: string;
          /** Such as `user:default/amelia.hart`. */
          userEntityRef: string;
          /** Heading that the sign-in page lists the persona under. */
          group?: string;
        }>;
      };
      /**
       * That it is configured is all that the sign-in page wants to know.
       *
       * @visibility frontend
       */
      oidc?: object;
      /**
       * That it is configured is all that the sign-in page wants to know.
       *
       * @visibility frontend
       */
      github?: object;
    };
  };
}
