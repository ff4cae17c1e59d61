export { Decimal } from './decimal';
