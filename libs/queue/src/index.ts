export { type StepHandler, WorkLoop, type WorkLoopOptions } from './work-loop';
