export { ProviderAway, ProviderRefused } from './errors';
export { type Identity } from './identity';
export { type Authorization, type FlowSecrets, OidcClient } from './oidc-client';
