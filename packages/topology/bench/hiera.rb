# Resolves every leaf and component of an estate with Hiera, in one process. Prints the
# documents of the last run and the seconds of each run as JSON.
#
# ruby hiera.rb DIRECTORY RUNS < { leaves, components, levels, mapKeys, scalarKeys }
require 'hiera'
require 'json'
require 'tempfile'

directory, runs = ARGV
task = JSON.parse($stdin.read)
levels = task['levels']
hierarchy = levels.length.downto(0).map do |depth|
  (levels.take(depth) + ['component']).map { |name| "%{#{name}}" }.join('/')
end

def resolve(hiera, task, levels)
  task['leaves'].to_h do |leaf|
    scope = levels.zip(leaf.split('/')).to_h
    documents = task['components'].to_h do |component|
      scope['component'] = component
      document = {}
      task['mapKeys'].each do |key|
        value = hiera.lookup(key, nil, scope, nil, :hash)
        document[key] = value unless value.nil?
      end
      task['scalarKeys'].each do |key|
        value = hiera.lookup(key, nil, scope, nil, :priority)
        document[key] = value unless value.nil?
      end
      [component, document]
    end
    [leaf, documents]
  end
end

documents = nil
seconds = runs.to_i.times.map do
  hiera = Hiera.new(config: {
    backends: ['yaml'],
    yaml: { datadir: File.join(directory, 'topology') },
    hierarchy: hierarchy,
    merge_behavior: 'deeper',
    logger: 'noop'
  })
  start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  documents = resolve(hiera, task, levels)
  Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
end
peak = File.read('/proc/self/status')[/VmHWM:\s+(\d+)/, 1].to_i / 1024
puts JSON.generate(seconds: seconds, peakMiB: peak, documents: documents)
