export { addConnection, useLocalGlacier } from './addConnection';
export { editConnection } from './editConnection';
export { removeConnection } from './removeConnection';
