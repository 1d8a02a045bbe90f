# The workers of background jobs that ./run starts beside the server (docs/deployment.md).
# Functions for ./run; serve() there has their processes in workers, and says by ending that all ends.

# start_worker: it ends with us, but holds no lock for us. Web processes come before it: nobody waits for its page.
# It alone is told where the private keys of labels are.
start_worker() {
    OCOP_LABEL_KEYS=${OCOP_LABEL_KEYS:-$OCOP_VAR/label-keys} ends_with_us nice -n 5 "$VENV" manage.py run_queue 8>&- 9>&- >>"$OCOP_VAR/queue.log" 2>&1 &
    workers+=($!)
}

# restart_workers: as many as before, unless all ends. One that always fails does so once a second.
restart_workers() {
    local before=${#workers[@]} left=() pid
    for pid in "${workers[@]}"; do
        ! kill -0 "$pid" 2>/dev/null || left+=("$pid")
    done
    workers=("${left[@]}")
    [ ${#workers[@]} -lt "$before" ] && [ -z "$ending" ] || return 0
    sleep 1
    while [ ${#workers[@]} -lt "$before" ] && [ -z "$ending" ]; do start_worker; done
}

# end_workers: each may end its job for some seconds; a job that lasts longer waits for the next ./run.
end_workers() {
    local waited=0
    [ -n "$ending" ] || kill -TERM "${workers[@]}" 2>/dev/null || true
    while kill -0 "${workers[@]}" 2>/dev/null; do
        [ $((waited += 1)) != $((PATIENCE * 2)) ] || kill -TERM "${workers[@]}" 2>/dev/null || true
        sleep 0.2
    done
}
