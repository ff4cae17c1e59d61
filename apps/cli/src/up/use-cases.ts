export { seedDemo } from '@libs/operations';
