export { claimed, codeOf, removeStaleClaim } from './claimFile';
export { processAlive } from './processAlive';
