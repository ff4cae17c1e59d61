export { FileFailed, type FileTrouble } from './errors';
export { HotFolder } from './hot-folder';
export { Settling } from './settling';
export { type Sight } from './sight';
