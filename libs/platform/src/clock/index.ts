export { type Clock, systemClock } from './clock';
export { wrongClock } from './wrong-clock';
