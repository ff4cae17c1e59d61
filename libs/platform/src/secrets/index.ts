export { hashPassword, verifyPassword } from './password';
export { csrfTokenOf, hashToken, newToken } from './token';
export { openVault, Vault } from './vault';
